import { dictionary } from "../../app/i18n";

export const tell = dictionary(
  {
    ready: "Ready",
    pass: "Pass",
    serve: "Serve",
    waitsFor: (stations: string) => `Waits for ${stations}`,
    waitsForMany: (stations: number) => `Waits for ${stations} stations`,
    nothingGoes: "Nothing is being cooked.",
    nothingPassed: "Nothing has been passed.",
    portions: (portions: number, dishes: number) =>
      `${portions} ${portions === 1 ? "portion" : "portions"} to cook, ` +
      `${dishes} ${dishes === 1 ? "dish" : "dishes"}`,
    inThePan: (count: number) => `${count} begun`,
    preparing: "Preparing",
    readyNow: "Ready",
    andMore: (count: number) => `and ${count} more`,
  },
  {
    ready: "तैयार",
    pass: "आगे दें",
    serve: "परोसें",
    waitsFor: (stations) => `${stations} बाकी`,
    waitsForMany: (stations) => `${stations} स्टेशन बाकी`,
    nothingGoes: "कुछ नहीं बन रहा।",
    nothingPassed: "आगे कुछ नहीं दिया गया।",
    portions: (portions, dishes) => `${portions} प्लेट बाकी, ${dishes} व्यंजन`,
    inThePan: (count) => `${count} शुरू`,
    preparing: "बन रहा है",
    readyNow: "तैयार",
    andMore: (count) => `और ${count}`,
  },
);
