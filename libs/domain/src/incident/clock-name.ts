/**
 * What can become due of an incident:
 * - `first-response`: its holder has to take it up.
 * - `update`: its holder has to tell how it goes.
 * - `offer`: a handover waits for an answer.
 * - `answer`: the customer has to answer what was asked of it, or the severity drops.
 * - `close`: nobody answered for so long that it is closed.
 * - `snooze`: it wakes.
 * - `escalation`: the next step tells the next people.
 */
export const CLOCK_NAMES = ['first-response', 'update', 'offer', 'answer', 'close', 'snooze', 'escalation'] as const;
export type ClockName = (typeof CLOCK_NAMES)[number];
