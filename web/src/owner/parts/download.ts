import { asApiError } from "../../app/api";
import { toast } from "../../look";
import { api } from "../../staff/session";
import { sorry } from "./errors";

/** Fetched with the bearer token, then handed to the browser: a link cannot carry the token. */
export async function download(path: string, name: string): Promise<void> {
  try {
    const file = await api.blob(path);
    const url = URL.createObjectURL(file);
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    // The browser still reads it after the click returns.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  } catch (problem) {
    toast(`${name} was not downloaded. ${sorry(asApiError(problem))}`, { bad: true });
  }
}
