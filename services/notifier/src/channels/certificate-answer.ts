import { CERTIFICATE_ADVICE, certificateFaultOf } from '@demarc/domain';
import { type Answer, answerOf } from '../channel.js';

/** What it means that the other side's certificate is not good, by the code of Node's error; null when that is about something else. */
export function answerOfCertificate(code: unknown, message: string): Answer | null {
  const fault = certificateFaultOf({ code });
  return fault === null ? null : answerOf('tls', `the certificate ${fault}: ${message}. ${CERTIFICATE_ADVICE}`);
}
