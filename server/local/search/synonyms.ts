import { stem } from './stem.ts';

/** Words a person asks with and words a document answers with. */
const groups = [
  'end expire expiry expiration terminate termination finish conclude',
  'begin start commence commencement',
  'cancel cancellation terminate termination revoke withdraw withdrawal',
  'cost price fee charge rate amount',
  'salary wage pay earn earnings income remuneration compensation',
  'year annual annum',
  'day daily',
  'pay payment payable due',
  'deadline due date',
  'phone telephone mobile call',
  'mail email e-mail',
  'buy purchase order',
  'refund reimburse reimbursement repay',
  'holiday vacation leave',
  'employee staff worker personnel',
  'boss manager supervisor',
  'company firm business employer',
  'guarantee warranty',
  'address located location based street',
  'delivery shipping shipment dispatch',
  'broken defective faulty damaged defect',
  'error fault bug failure',
  'quit resign notice',
  'maximum limit most max',
  'minimum least min',
  'length duration long term',
  'open opening hours',
  'car vehicle',
  'child kid',
  'author writer written wrote',
  'rent lease rental',
  'landlord lessor owner',
  'tenant lessee renter',
  'allow allowed permit permitted may',
  'forbid forbidden prohibit prohibited',
  'weigh weight heavy',
  'size dimension dimensions',
  'power powerful wattage watt watts',
  'insurance insured insure cover covered coverage',
];

const related = new Map<string, Set<string>>();
for (const group of groups) {
  const stems = group.split(' ').map(stem);
  for (const each of stems) {
    const others = related.get(each) ?? new Set<string>();
    for (const other of stems) if (other !== each) others.add(other);
    related.set(each, others);
  }
}

/** Stems that say much the same in a document. */
export function synonyms(term: string): ReadonlySet<string> {
  return related.get(term) ?? none;
}

const none: ReadonlySet<string> = new Set();
