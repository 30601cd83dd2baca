import type { ApiError } from "../../app/api";

const WORDS: Record<string, string> = {
  offline: "The box cannot be reached. Is this device on the restaurant's network?",
  timeout: "The box did not answer in time.",
  forbidden: "Your role may not do this.",
  name_taken: "Somebody or something already has this name.",
  last_owner: "This is the last owner. Make somebody else an owner first.",
  limit_reached: "There are as many of these as there can be.",
  area_not_empty: "There are still tables in this area. Move them first.",
  category_not_empty: "There are still dishes in this category. Move them first.",
  group_in_use: "There are dishes that offer these choices. Take it off them first.",
  not_found: "It is no longer there. Somebody else may have removed it.",
  busy: "The box is busy. Try again in a moment.",
  storage_failed: "The storage has failed. Restart the box; nothing answered so far is lost.",
  disk_full: "The disk is full. Free some space, then try again.",
  unknown_outcome: "It is not known whether this was saved. Press again: it is never done twice.",
  already_set_up: "This box is set up already. Sign in as the owner.",
  wrong_setup_code: "The set-up code is not right. It is printed where the box was started.",
};

/** What went wrong, in a sentence a person can do something with. */
export function sorry(error: ApiError): string {
  if (error.code === "invalid_value") return error.message;
  return WORDS[error.code] ?? error.message ?? "Something went wrong.";
}

/** The field the box complains about, when it names one. */
export function wrongField(error: ApiError | null): string {
  const field = error?.details.field;
  return typeof field === "string" ? field : "";
}
