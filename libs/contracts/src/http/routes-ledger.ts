import {
  acknowledgeNoticeAnswer,
  acknowledgeNoticeBody,
  acknowledgeNoticeHeaders,
  noticeParams,
} from './ledger-bodies.js';
import { route } from './route.js';

/** Who was owed what, and knows of it. */
export const ROUTES_LEDGER = {
  acknowledgeNotice: route({
    method: 'POST',
    path: '/v1/notices/:id/acknowledge',
    tag: 'notices',
    summary: 'Say that your party knows what a notice told; the first time stays',
    params: noticeParams,
    headers: acknowledgeNoticeHeaders,
    body: { 'application/json': acknowledgeNoticeBody },
    answers: { 200: { description: 'who said so first, and when', body: acknowledgeNoticeAnswer } },
    problems: [
      'invalid-parameter',
      'not-json',
      'who-are-you',
      'not-allowed',
      'not-found',
      'unsupported-media-type',
      'invalid-content',
    ],
  }),
} as const;
