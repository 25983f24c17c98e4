/** What a browser shows after it followed every redirect. */
export interface Shown {
  readonly url: string;
  readonly status: number;
  readonly text: string;
}

/** As much of a browser as a sign-in needs: it keeps cookies for each host and path, and follows redirects. */
export interface Browser {
  get(url: string): Promise<Shown>;
  /** Sends the form of the page at `url`, as a click on a button does. */
  send(url: string, fields: Readonly<Record<string, string>>): Promise<Shown>;
}

const MOST_REDIRECTS = 10;

interface Cookie {
  readonly host: string;
  readonly path: string;
  readonly name: string;
  readonly value: string;
}

export function browserOf(): Browser {
  const cookies = new Map<string, Cookie>();
  const headersFor = ({ host, pathname }: URL): Record<string, string> => {
    const fitting = [...cookies.values()].filter((cookie) => cookie.host === host && pathname.startsWith(cookie.path));
    return { cookie: fitting.map(({ name, value }) => `${name}=${value}`).join('; ') };
  };
  const keep = (url: URL, answer: Response): void => {
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const path = /; *path=([^;]*)/i.exec(line)?.[1] ?? '/';
      cookies.set(`${url.host} ${path} ${name}`, { host: url.host, path, name, value });
    }
  };
  const visit = async (address: string, first: RequestInit): Promise<Shown> => {
    let url = new URL(address);
    let request = first;
    for (let step = 0; step < MOST_REDIRECTS; step += 1) {
      const answer = await fetch(url, { ...request, headers: headersFor(url), redirect: 'manual' });
      keep(url, answer);
      const to = answer.headers.get('location');
      if (to === null) return { url: url.href, status: answer.status, text: await answer.text() };
      await answer.body?.cancel();
      url = new URL(to, url);
      request = {};
    }
    throw new Error(`${address} leads on and on, last to ${url.href}`);
  };
  return {
    get: (url) => visit(url, {}),
    send: (url, fields) => visit(url, { method: 'POST', body: new URLSearchParams({ ...fields }) }),
  };
}
