import type { ComponentChildren } from "preact";
import type { ZReport } from "../../../api/schema";
import { Panel } from "../../parts/page";
import { Sum, times } from "./rows";

/** What was charged less, nothing at all, or not cooked after all; and what went back. */
export function Given({ z }: { z: ZReport }) {
  const { credit_notes: credit, vouchers } = z;
  const { written_off: lost } = z;
  const papers = credit.count + vouchers.count + lost.count;
  const none = z.discounts.length + z.comps.length + z.voids.length + papers === 0;
  return (
    <Panel title="Discounts, voids, credit notes">
      {none && <p class="soft">Nothing was given away, called off or taken back.</p>}
      <Reasons title="Discounts" list={z.discounts} />
      <Reasons title="On the house" list={z.comps} />
      <Section title="Called off" any={z.voids.length > 0}>
        {z.voids.map((one) => (
          <Sum
            key={one.reason + one.was_fired}
            name={one.reason || "No reason"}
            note={`${times(one.portions)}${one.was_fired ? ", cooked" : ", not cooked"}`}
            paise={one.amount_paise}
          />
        ))}
      </Section>
      <Section title="Credit notes" any={credit.count > 0}>
        <Sum name="Taxable" paise={credit.taxable_paise} />
        <Sum name="Tax" paise={credit.tax_paise} />
        {credit.round_off_paise !== 0 && <Sum name="Round off" paise={credit.round_off_paise} />}
        <Sum name="Credited" note={times(credit.count)} paise={credit.total_paise} strong />
        {credit.set_off_paise !== 0 && (
          <Sum name="Of it never paid, so not owed back" paise={credit.set_off_paise} />
        )}
      </Section>
      <Section title="Refund vouchers" any={vouchers.count > 0}>
        <Sum
          name="Was no payment for anything"
          note={times(vouchers.count)}
          paise={vouchers.total_paise}
        />
      </Section>
      <Section title="Written off" any={lost.count > 0}>
        <Sum
          name="Invoices nobody will pay"
          note={times(lost.count)}
          paise={lost.amount_paise}
          testid="z-written-off"
        />
      </Section>
    </Panel>
  );
}

function Reasons({ title, list }: { title: string; list: ZReport["discounts"] }) {
  return (
    <Section title={title} any={list.length > 0}>
      {list.map((one) => (
        <Sum
          key={one.reason}
          name={one.reason || "No reason"}
          note={times(one.count)}
          paise={one.amount_paise}
        />
      ))}
    </Section>
  );
}

interface SectionProps {
  title: string;
  any: boolean;
  children: ComponentChildren;
}

function Section({ title, any, children }: SectionProps) {
  if (!any) return null;
  return (
    <section class="z-part">
      <h3>{title}</h3>
      <dl>{children}</dl>
    </section>
  );
}
