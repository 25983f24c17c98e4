import { z } from 'zod';

/** The processes that make up Demarc; each may run several times over. */
export const RUNNING_SERVICES = ['api', 'router', 'notifier'] as const;
export type RunningServiceName = (typeof RUNNING_SERVICES)[number];

/** What NATS's services protocol (its ADR-32) lets everybody ask of services: that they are there, what they are, how they do. */
export const SERVICE_QUESTIONS = ['PING', 'INFO', 'STATS'] as const;
export type ServiceQuestion = (typeof SERVICE_QUESTIONS)[number];

/** Where all services are asked, those of a name, and one of its instances. */
export const questionSubjects = (question: ServiceQuestion, name: string, instance: string): readonly string[] => [
  `$SRV.${question}`,
  `$SRV.${question}.${name}`,
  `$SRV.${question}.${name}.${instance}`,
];

/** The one question that the api asks: who runs, since when, and whether it can take work. */
export const ROLL_CALL = '$SRV.STATS';

/**
 * Every answer names the service, and one of its processes by an id of its own. The protocol knows no readiness: whether
 * it can take work now stands in its metadata, which the protocol keeps for words of one's own.
 */
export interface ServiceAnswer {
  readonly type: `io.nats.micro.v1.${'ping' | 'info' | 'stats'}_response`;
  readonly name: string;
  readonly id: string;
  readonly version: string;
  readonly metadata: { readonly ready: 'yes' | 'no' };
  readonly description?: string;
  readonly started?: string;
  readonly endpoints?: readonly [];
}

/** What the roll call reads of an answer to {@link ROLL_CALL}; answers of services that are not Demarc's are none. */
export const rollCallAnswer = z.object({
  name: z.enum(RUNNING_SERVICES),
  id: z.string().min(1),
  version: z.string(),
  started: z.iso.datetime(),
  metadata: z.object({ ready: z.enum(['yes', 'no']) }),
});
