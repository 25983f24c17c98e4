/** The documents of an answer that has one a line, as they come. A line that is no JSON throws a SyntaxError. */
export async function* jsonLines(body: ReadableStream<Uint8Array>): AsyncGenerator<unknown, void, void> {
  const decoder = new TextDecoder();
  let begun = '';
  for await (const chunk of body) {
    const lines = (begun + decoder.decode(chunk, { stream: true })).split('\n');
    begun = lines.pop()!;
    for (const line of lines) yield JSON.parse(line);
  }
  if (begun !== '') yield JSON.parse(begun);
}
