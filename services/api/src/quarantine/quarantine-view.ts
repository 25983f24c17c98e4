import { isUtf8 } from 'node:buffer';
import {
  QUARANTINE_ADVICE,
  type QuarantineDetail,
  type QuarantineView,
  type QuarantineReason,
  faultPlace,
} from '@demarc/contracts';
import { withoutSecrets } from '@demarc/runtime';
import type { QuarantineItem, QuarantinedMessage } from '@demarc/store';

/** Headers with which somebody says who they are. */
const SECRET_HEADER = /authori[sz]ation|cookie|token|secret|password|api-?key/i;

/** Who looks needs no more of one header. */
const MOST_SHOWN = 4_096;

/** A quarantined message as people see it. */
export function quarantineViewOf(item: QuarantineItem): QuarantineView {
  const headers = Object.entries(item.headers).map(([name, value]) => [
    name,
    SECRET_HEADER.test(name) ? '***' : shownValue(value),
  ]);
  return {
    ...item,
    reason: item.reason as QuarantineReason,
    headers: Object.fromEntries(headers) as Record<string, string>,
  };
}

/** With its bytes, where the fault is in them, what to do, and what was done. */
export function quarantineDetailOf({ item, raw, history }: QuarantinedMessage): QuarantineDetail {
  const text = raw && isUtf8(raw) ? raw.toString('utf8') : null;
  const view = quarantineViewOf(item);
  return {
    ...view,
    raw: raw && { base64: raw.toString('base64'), text },
    fault: text === null ? null : faultPlace(text, item.field),
    advice: QUARANTINE_ADVICE[view.reason],
    history: [...history],
  };
}

function shownValue(value: string): string {
  if (value.length <= MOST_SHOWN) return withoutSecrets(value);
  // Cut between words: of a secret that is cut in two nobody sees that it is one.
  const shown = value.slice(0, value.lastIndexOf(' ', MOST_SHOWN) + 1);
  return `${withoutSecrets(shown)}… (${value.length} characters)`;
}
