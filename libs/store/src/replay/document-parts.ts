import type { PastEvent, PastReceipt } from '@demarc/domain';

/**
 * Parsing whole documents was half of a replay's time, and most of what they say explains a decision to people. They
 * are kept as they were written, so that what is needed stands in one piece: in an event before its times, in a receipt
 * from its `flag` on. A key with its quotes cannot stand inside a text, where quotes are escaped. A document that is in
 * another order is parsed whole.
 */
const EVENT_UNTIL = ',"firstActivityAt":';
const RECEIPT_FROM = ',"flag":';
const RECEIPT_VERSION = /^\{"receiptVersion":(\d+),/;

export function eventPart(text: string): PastEvent {
  const until = text.indexOf(EVENT_UNTIL);
  return JSON.parse(until === -1 ? text : `${text.slice(0, until)}}`) as PastEvent;
}

/** `policyVersion` is the decision's own column. */
export function receiptPart(text: string, policyVersion: string): PastReceipt {
  const from = text.indexOf(RECEIPT_FROM);
  const receiptVersion = RECEIPT_VERSION.exec(text);
  if (from === -1 || !receiptVersion) return JSON.parse(text) as PastReceipt;
  const part = JSON.parse(`{${text.slice(from + 1)}`) as Omit<PastReceipt, 'receiptVersion' | 'policyVersion'>;
  return { ...part, receiptVersion: Number(receiptVersion[1]), policyVersion };
}
