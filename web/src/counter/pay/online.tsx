import { useEffect, useState } from "preact/hooks";
import type { Attempt, PaymentUrl, RazorpayOrder, Way } from "../../api/schema";
import { type ApiError, asApiError } from "../../app/api";
import { Bone, Button, Empty, ErrorState, formatMoney, Icon, Loading } from "../../look";
import { api } from "../../staff/session";
import { METHODS } from "../model/pay";
import type { WayProps } from "./pay";

type Gateway = "RAZORPAY" | "STRIPE";
interface Page {
  attempt: string;
  url: string;
}

/** On the gateway's own page: this screen only waits, and believes nobody but the box. */
export function Online(props: WayProps) {
  const [ways, setWays] = useState<Way[] | ApiError | null>(null);
  const [chosen, setChosen] = useState<Gateway>("RAZORPAY");
  function read() {
    api
      .get<{ items: Way[] }>(`/api/payments/ways?bill_id=${props.bill.id}`)
      .then(({ items }) => setWays(items))
      .catch((problem: unknown) => setWays(asApiError(problem)));
  }
  useEffect(read, [props.bill.id]);
  if (ways === null) {
    return (
      <Loading>
        <Bone height="12rem" />
      </Loading>
    );
  }
  if (!Array.isArray(ways)) {
    return (
      <ErrorState title="The box did not say what is open" onRetry={read}>
        {ways.message}
      </ErrorState>
    );
  }
  const gateways = ways.filter((one) => one.method === "RAZORPAY" || one.method === "STRIPE");
  const open = gateways.filter((one) => one.is_open).map((one) => one.method as Gateway);
  const gateway = open.includes(chosen) ? chosen : open[0];
  if (gateway) {
    return (
      <>
        {open.length > 1 && (
          <div class="pay-company">
            {open.map((one) => (
              <button
                key={one}
                type="button"
                class="chip"
                aria-pressed={one === gateway ? "true" : "false"}
                data-testid={`company-${one}`}
                onClick={() => setChosen(one)}
              >
                {METHODS[one]}
              </button>
            ))}
          </div>
        )}
        <Ask key={gateway} {...props} gateway={gateway} />
      </>
    );
  }
  const resting = gateways.some((one) => one.why === "RESTING");
  return resting ? (
    <ErrorState title="The payment company does not answer" onRetry={read}>
      It is tried again in a minute. Cash, UPI and the card terminal work.
    </ErrorState>
  ) : (
    <Empty icon="offline" title="Not set up">
      No payment company is set up for this box.
    </Empty>
  );
}

function Ask({ bill, given, wanted, gateway }: WayProps & { gateway: Gateway }) {
  const [page, setPage] = useState<Page | null>(null);
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState("");
  const { part, amount, tip } = given;
  // Another amount is another page.
  useEffect(() => setPage(null), [part, amount, tip]);

  async function ask() {
    if (asking) return;
    setAsking(true);
    setProblem("");
    const body = {
      bill_id: bill.id,
      amount_paise: amount,
      tip_paise: tip,
      ...(part ? { part_id: part } : {}),
    };
    try {
      setPage(await pageOf(gateway, body));
    } catch (error) {
      setProblem(asApiError(error).message);
    } finally {
      setAsking(false);
    }
  }
  return (
    <>
      <div class="pane-body stack">
        {page ? (
          <Waiting page={page} wanted={wanted} />
        ) : (
          <>
            <p>
              The guest pays <b class="num">{formatMoney(wanted)}</b> on the payment company’s own
              page: by card, net banking or wallet. It needs the internet.
            </p>
            <p class="soft small">
              Guests can do the same from the bill on their own phone, without you.
            </p>
            {problem && (
              <p class="wrong" role="alert">
                {problem}
              </p>
            )}
          </>
        )}
      </div>
      <div class="pane-foot">
        {page ? (
          <a
            class="btn primary big wide"
            href={page.url}
            target="_blank"
            rel="noopener"
            data-testid="online-link"
          >
            <Icon name="next" /> Open the payment page here
          </a>
        ) : (
          <Button
            kind="primary"
            size="big"
            wide
            busy={asking}
            testid="online-ask"
            onClick={() => void ask()}
          >
            Get the payment page
          </Button>
        )}
      </div>
    </>
  );
}

async function pageOf(gateway: Gateway, body: object): Promise<Page> {
  if (gateway === "STRIPE") {
    const made = await api.post<PaymentUrl>("/api/payments/stripe-intent", body);
    return { attempt: made.attempt_id, url: made.payment_url };
  }
  const made = await api.post<RazorpayOrder>("/api/payments/razorpay-order", body);
  return { attempt: made.attempt_id, url: made.checkout_url };
}

const ASK_AGAIN_MS = 3_000;
const OVER: Partial<Record<Attempt["state"], string>> = {
  FAILED: "It was declined. They may try again on the same page.",
  ABANDONED: "They left the page without paying.",
  MISMATCHED: "Another amount came than was asked for. A manager has to look into it.",
  SETTLED: "It is paid.",
};

/** The bill itself comes by the live connection; this says what the attempt is doing meanwhile. */
function Waiting({ page, wanted }: { page: Page; wanted: number }) {
  const [state, setState] = useState<Attempt["state"]>("OPEN");
  useEffect(() => {
    const timer = setInterval(() => {
      api.get<Attempt>(`/api/payments/attempts/${page.attempt}`, { tries: 1 }).then(
        (attempt) => setState(attempt.state),
        () => undefined,
      );
    }, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [page.attempt]);
  const says = OVER[state];
  return (
    <div class="taken online" role="status" data-testid="online-waiting" data-state={state}>
      {!says && <span class="spin" />}
      <p>
        {says ?? (
          <>
            Waiting for <b class="num">{formatMoney(wanted)}</b>
          </>
        )}
      </p>
      <p class="soft small online-url">{page.url}</p>
    </div>
  );
}
