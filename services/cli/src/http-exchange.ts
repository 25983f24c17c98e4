import { problem as problemSchema } from '@demarc/contracts';
import { CERTIFICATE_ADVICE, certificateFaultOf } from '@demarc/domain';
import { EXIT } from './exit-code.js';
import { Failure, failureOf } from './failure.js';

const NAMES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'no such host is known',
  ECONNRESET: 'the connection was cut',
  TimeoutError: 'it did not answer in time',
};

/** One HTTP exchange. Throws `unreachable` when there is no answer, and the answer's problem when it is a refusal. */
export async function exchange(url: URL, request: RequestInit, what: string, advice: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, request);
  } catch (error) {
    if (request.signal?.aborted && (request.signal.reason as Error | undefined)?.name !== 'TimeoutError') throw error;
    const fault = certificateFaultOf(error);
    if (fault !== null)
      throw new Failure(
        EXIT.unreachable,
        `${what} at ${url.origin} shows a certificate that ${fault}: ${reasonOf(error)}.`,
        CERTIFICATE_ADVICE,
      );
    throw new Failure(EXIT.unreachable, `${what} at ${url.origin} cannot be reached: ${reasonOf(error)}.`, advice);
  }
  if (!response.ok) throw await refusalOf(response, what);
  return response;
}

async function refusalOf(response: Response, what: string): Promise<Failure> {
  const text = await response.text();
  const document = problemSchema.safeParse(parsed(text));
  if (document.success) return failureOf(document.data);
  const code = response.status === 404 ? EXIT.notFound : EXIT.refused;
  const said = text.trim() === '' ? 'nothing more' : text.trim().slice(0, 300);
  return new Failure(code, `${what} answered ${response.status} and said ${said}`);
}

function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error & { cause?: Error & { code?: string } };
  const code = cause?.code ?? name;
  return NAMES[code] ?? cause?.message ?? message;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
