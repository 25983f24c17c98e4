import type { Refused } from '../api/refused.js';
import { WhyNot } from '../parts/why-not.js';

const MOST_SHOWN = 3;

/** Why several things were refused, each reason once. */
export default function WhyNotAll({ refused }: { readonly refused: readonly Refused[] }) {
  return [...new Map(refused.map((one) => [one.message, one])).values()].slice(0, MOST_SHOWN).map((error) => (
    <div key={error.message}>
      <WhyNot error={error} />
    </div>
  ));
}
