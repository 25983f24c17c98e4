/** The query of an address as `a=b&list=x,y`, which people can read and write, rather than as JSON. */

export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

export function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(search).flatMap(([name, value]) => {
    const text = Array.isArray(value) ? value.join(',') : value;
    return text === undefined || text === null || text === '' ? [] : [`${name}=${encoded(String(text))}`];
  });
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

/** Commas, slashes and colons mean nothing in a query, and are easier to read as they are. */
const encoded = (text: string) => encodeURIComponent(text).replace(/%(2C|2F|3A|40)/g, decodeURIComponent);
