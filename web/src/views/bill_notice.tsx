// Said at once, under the headline: rows that were left out and warnings. "What was read" has the details.
import type { Inspection } from '../../../wasm/expense_core';
import { billNotices } from '../format/sentences';
import { FactsLink } from './facts_link';

export function BillNotice({ input }: { input: Inspection }) {
  const notices = billNotices(input);
  if (notices.length === 0) return null;
  return (
    <p class="notice" role="note">
      {notices.join(' ')} <FactsLink to="facts">Details below</FactsLink>.
    </p>
  );
}
