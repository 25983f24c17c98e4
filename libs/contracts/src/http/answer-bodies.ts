import { z } from 'zod';
import { plainText } from './field.js';

export const HTML_MEDIA_TYPE = 'text/html';
export const FORM_MEDIA_TYPE = 'application/x-www-form-urlencoded';

export const answerParams = z.object({ token: z.string() });
export const answerForm = z.object({ text: plainText(10_000).optional().describe('the reason or the answer') });
