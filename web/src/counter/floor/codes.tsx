import type { Code } from "../../api/schema";
import { Empty } from "../../look";
import { elapsed, now } from "../../staff/clock";
import { feed } from "../state/store";

export function liveCodes(): Code[] {
  const codes = feed.state.value?.codes ?? [];
  return codes.filter((code) => Date.parse(code.expires_at) > now.value);
}

/** For guests whose SMS does not come: staff read the digits out. */
export function Codes() {
  const codes = liveCodes();
  if (codes.length === 0) {
    return (
      <Empty icon="people" title="No codes right now">
        When a guest asks for a code and no SMS can be sent, it stands here for five minutes.
      </Empty>
    );
  }
  return (
    <ul class="codes">
      {codes.map((code) => (
        <li key={code.phone_masked + code.code}>
          <span class="num">{code.phone_masked}</span>
          <strong class="num" data-testid={`code-${code.phone_masked}`}>
            {`${code.code.slice(0, 3)} ${code.code.slice(3)}`}
          </strong>
          <span class="soft small num">
            {elapsed(Date.parse(code.expires_at) - now.value)} left
          </span>
        </li>
      ))}
    </ul>
  );
}
