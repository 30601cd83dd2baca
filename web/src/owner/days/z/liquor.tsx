import type { ZReport } from "../../../api/schema";
import { Panel } from "../../parts/page";
import { Sum, times } from "./rows";

/** What is under VAT, and on papers of its own: of what was billed, this much. */
export function Liquor({ z }: { z: ZReport }) {
  const { liquor } = z;
  if (liquor.invoices + liquor.credit_notes === 0) return null;
  return (
    <Panel title="Liquor, under VAT">
      <dl data-testid="z-liquor">
        <Sum name="Taxable" paise={liquor.taxable_paise} />
        <Sum name="VAT" paise={liquor.vat_paise} />
        {liquor.round_off_paise !== 0 && <Sum name="Round off" paise={liquor.round_off_paise} />}
        <Sum name="Billed" note={times(liquor.invoices)} paise={liquor.total_paise} strong />
        {liquor.credit_notes > 0 && (
          <>
            <Sum
              name="Credit notes"
              note={times(liquor.credit_notes)}
              paise={-liquor.credited_paise}
            />
            <Sum name="VAT in them" paise={-liquor.credited_vat_paise} />
          </>
        )}
      </dl>
    </Panel>
  );
}
