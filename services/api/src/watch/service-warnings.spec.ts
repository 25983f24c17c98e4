import { RUNNING_SERVICES, type ServiceStanding } from '@demarc/contracts';
import { expect, it } from '@jest/globals';
import { serviceWarnings } from './service-warnings.js';

const running = (name: ServiceStanding['name'], ready = true): ServiceStanding => ({
  name,
  instance: `${name}-1`,
  version: '1',
  startedAt: '2026-11-28T00:00:00.000Z',
  ready,
});
const all = RUNNING_SERVICES.map((name) => running(name));

it('says nothing while one of each can take work', () => {
  expect(serviceWarnings({ services: [...all, running('router', false)], refused: false })).toEqual([]);
});

it('names each service of which none answers, and what that means', () => {
  expect(serviceWarnings({ services: all.filter(({ name }) => name === 'api'), refused: false })).toEqual([
    'No router answers: nothing is being decided, and no clock runs. Start one, or read in its log why it does not run.',
    'No notifier answers: nobody is told of anything. Start one, or read in its log why it does not run.',
  ]);
});

it('names a service of which none can take work', () => {
  const services = all.map((service) => (service.name === 'notifier' ? running('notifier', false) : service));
  expect(serviceWarnings({ services, refused: false })).toEqual([
    'No notifier can take work. Its /health/ready says what is wrong.',
  ]);
});

it('takes nobody for dead when it may not ask', () => {
  expect(serviceWarnings({ services: [], refused: true })).toEqual([
    expect.stringContaining('does not let the api ask'),
  ]);
});
