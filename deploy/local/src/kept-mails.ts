import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { simpleParser } from 'mailparser';

/** One line of the index: what a list of mails shows. */
export interface KeptMail {
  readonly id: string;
  readonly receivedAt: string;
  /** The envelope's addresses: who it really went to. */
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  /** `Message-ID` and the mail it answers, by which a reader groups a thread. */
  readonly messageId: string;
  readonly inReplyTo: string | null;
  readonly bytes: number;
}

export interface ReadMail extends KeptMail {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly html: string | null;
}

export const INDEX_FILE = 'mails.ndjson';

/** The file of one mail, exactly as it came over SMTP. */
export function mailFile(dir: string, id: string): string {
  return path.join(dir, `${id}.eml`);
}

/** All mails in the folder, oldest first. A folder that is not there yet has none. */
export async function listMails(dir: string): Promise<readonly KeptMail[]> {
  const index = path.join(dir, INDEX_FILE);
  if (!existsSync(index)) return [];
  const mails: KeptMail[] = [];
  for await (const line of createInterface({ input: createReadStream(index, 'utf8'), crlfDelay: Infinity })) {
    const mail = parseLine(line);
    if (mail) mails.push(mail);
  }
  return mails;
}

/** One mail with its parts, or null when there is none with this id. */
export async function readMail(dir: string, id: string): Promise<ReadMail | null> {
  const kept = (await listMails(dir)).find((mail) => mail.id === id);
  if (!kept) return null;
  const parsed = await simpleParser(await readFile(mailFile(dir, id)));
  return {
    ...kept,
    headers: Object.fromEntries(parsed.headerLines.map(({ key, line }) => [key, line.slice(key.length + 1).trim()])),
    text: parsed.text ?? '',
    html: parsed.html || null,
  };
}

/** A line cut short by a kill is passed over: its mail was never confirmed to the sender. */
function parseLine(line: string): KeptMail | null {
  try {
    return JSON.parse(line) as KeptMail;
  } catch {
    return null;
  }
}
