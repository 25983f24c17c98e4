/**
 * A function of a text that remembers its answers. Systems, tags and group names are few and come with every event;
 * as they come from outside, at most `most` are kept and then all are forgotten.
 */
export function remembered<T>(read: (text: string) => T, most = 1_000): (text: string) => T {
  const answers = new Map<string, T>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    if (answers.size >= most) answers.clear();
    const answer = read(text);
    answers.set(text, answer);
    return answer;
  };
}
