import { decodeMessage } from '@demarc/contracts';
import type { Area, AreaRule, Instant } from '@demarc/domain';
import { Failure } from './failure.js';
import { EXIT } from './exit-code.js';

export const PROBE_FORMATS = ['incident', 'alertmanager', 'graph-alert'] as const;
export type ProbeFormat = (typeof PROBE_FORMATS)[number];

/** What a made-up event says of itself. */
export interface Probe {
  readonly at: Instant;
  readonly title: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly category?: string | undefined;
  readonly resourceType?: string | undefined;
  readonly service?: string | undefined;
  readonly serviceSource?: string | undefined;
}

export interface ProbeResult {
  readonly format: ProbeFormat;
  readonly area: Area;
  /** What said so, as a receipt would have it. */
  readonly from: string;
  readonly remarks: readonly string[];
}

/** The format in which a source would send such an event. */
export function formatOfProbe({ labels, serviceSource }: Probe): ProbeFormat {
  if (serviceSource !== undefined) return 'graph-alert';
  return Object.keys(labels).length > 0 ? 'alertmanager' : 'incident';
}

/** What such an event of a tenant with these rules is about: it is made and read as a real one would be. */
export function probeArea(
  probe: Probe,
  format: ProbeFormat,
  tenant: string,
  areaRules: readonly AreaRule[],
): ProbeResult {
  const kind = format === 'graph-alert' ? 'security' : 'operational';
  const message = {
    subject: `events.${tenant}.${kind}.${format}`,
    headers: {},
    body: new TextEncoder().encode(JSON.stringify(bodyOf(probe, format))),
    receivedAt: probe.at,
  };
  const decoded = decodeMessage(message, new Map([[tenant, { name: tenant, entraTenantId: null, areaRules }]]));
  const event = decoded.ok ? decoded.events[0] : undefined;
  if (event) return { format, area: event.area, from: event.areaFrom, remarks: event.remarks };
  throw new Failure(EXIT.usage, `Such an event could not be read: ${decoded.ok ? 'it is empty' : decoded.detail}.`);
}

function bodyOf(
  { at, title, labels, category, resourceType, service, serviceSource }: Probe,
  format: ProbeFormat,
): unknown {
  switch (format) {
    case 'incident':
      return {
        id: 'probe',
        startedAt: at,
        title,
        labels,
        category,
        resourceType,
        ...(service && { services: [service] }),
      };
    case 'alertmanager': {
      const own = { ...labels, category, service, resource_type: resourceType };
      return { version: '4', alerts: [{ labels: own, annotations: { summary: title }, startsAt: at }] };
    }
    case 'graph-alert':
      return { id: 'probe', firstActivityDateTime: at, title, category, serviceSource, evidence: [] };
    default:
      return format satisfies never;
  }
}
