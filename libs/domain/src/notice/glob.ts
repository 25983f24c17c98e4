/**
 * Whether a text is what a pattern says: `*` stands for any characters and `?` for one; case does not matter. Takes at
 * most the product of the two lengths in steps, whatever the pattern.
 */
export function globMatches(pattern: string, text: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), text.toLowerCase()];
  let at = 0;
  let star = -1;
  let retry = 0;
  let from = 0;
  while (from < given.length) {
    if (wanted[at] === '*') {
      star = at;
      at += 1;
      retry = from;
    } else if (at < wanted.length && (wanted[at] === '?' || wanted[at] === given[from])) {
      at += 1;
      from += 1;
    } else if (star >= 0) {
      // The star takes one character more, and the rest is tried again.
      retry += 1;
      from = retry;
      at = star + 1;
    } else return false;
  }
  while (wanted[at] === '*') at += 1;
  return at === wanted.length;
}
