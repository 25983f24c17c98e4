import { signedIn } from './people.js';

/** The value of a metric as `/metrics` of a service says it, summed over its series with these labels; null when there is none. */
export async function metricOf(
  serviceUrl: string,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): Promise<number | null> {
  const answer = await fetch(`${serviceUrl}/metrics`, { headers: await signedIn() });
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  const values = (await answer.text())
    .split('\n')
    .filter(
      (line) =>
        (line.startsWith(`${name}{`) || line.startsWith(`${name} `)) && wanted.every((label) => line.includes(label)),
    )
    .map((line) => Number(line.slice(line.lastIndexOf(' '))));
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
}
