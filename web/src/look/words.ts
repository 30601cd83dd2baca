import { dictionary } from "../app/i18n";

/** The few words the shared components say themselves. */
export const say = dictionary(
  {
    close: "Close",
    undo: "Undo",
    retry: "Try again",
    cancel: "Cancel",
    less: (what: string) => `One less ${what}`,
    more: (what: string) => `One more ${what}`,
    loading: "Loading",
    veg: "Vegetarian",
    nonVeg: "Non-vegetarian",
    egg: "Contains egg",
    staleFor: (seconds: number) =>
      seconds < 90
        ? `Not connected for ${seconds} s.`
        : `Not connected for ${Math.round(seconds / 60)} min.`,
    working: "Working",
  },
  {
    close: "बंद करें",
    undo: "वापस लें",
    retry: "फिर कोशिश करें",
    cancel: "रहने दें",
    less: (what) => `${what} एक कम`,
    more: (what) => `${what} एक और`,
    loading: "आ रहा है",
    veg: "शाकाहारी",
    nonVeg: "मांसाहारी",
    egg: "अंडा है",
    staleFor: (seconds) =>
      seconds < 90 ? `${seconds} सेकंड से संपर्क नहीं।` : `${Math.round(seconds / 60)} मिनट से संपर्क नहीं।`,
    working: "हो रहा है",
  },
);
