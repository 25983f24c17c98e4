import { RUNNING_SERVICES, type RunningServiceName } from '@demarc/contracts';
import type { Roll } from './roll-call.js';

const WITHOUT: Readonly<Record<RunningServiceName, string>> = {
  api: 'this one answers by HTTP and not on NATS',
  router: 'nothing is being decided, and no clock runs',
  notifier: 'nobody is told of anything',
};

/** What is wrong with the processes themselves, and what to do: a service of which none answers, or none can take work. */
export function serviceWarnings({ services, refused }: Roll): readonly string[] {
  if (refused)
    return [
      'NATS does not let the api ask which services run: change any user by `demarc nats user`, which writes what services may, and have nats-server read it again.',
    ];
  return RUNNING_SERVICES.flatMap((name) => {
    const those = services.filter((service) => service.name === name);
    if (those.length === 0)
      return [`No ${name} answers: ${WITHOUT[name]}. Start one, or read in its log why it does not run.`];
    if (those.every(({ ready }) => !ready)) return [`No ${name} can take work. Its /health/ready says what is wrong.`];
    return [];
  });
}
