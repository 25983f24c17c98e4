import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { inner } from './address-kind.js';

/** Where a receiver is: its name or address as the URL has it, and the port. */
export interface ReceiverPlace {
  readonly host: string;
  readonly port: number;
}

interface AllowedHost {
  readonly host: string;
  /** Null: every port. */
  readonly port: number | null;
}

const HOST = /^([a-z\d](?:[a-z\d.-]*[a-z\d])?)(?::(\d{1,5}))?$/;

/** The receivers inside that the operator of this installation allows: ranges of addresses, and hosts by name. */
export class ReceiverAllow {
  static readonly nothing = new ReceiverAllow([], []);

  private constructor(
    private readonly ranges: readonly (readonly [ipaddr.IPv4 | ipaddr.IPv6, number])[],
    private readonly hosts: readonly AllowedHost[],
  ) {}

  /** Reads `127.0.0.1/32,10.1.0.0/16,receiver.internal:8443`. Throws with what is wrong with which part. */
  static parse(text: string): ReceiverAllow {
    const parts = text
      .split(',')
      .map((part) => part.trim().toLowerCase())
      .filter((part) => part !== '');
    const ranges = parts.filter((part) => part.includes('/') || isIP(part) > 0).map(rangeOf);
    const hosts = parts.filter((part) => !part.includes('/') && isIP(part) === 0).map(hostOf);
    return new ReceiverAllow(ranges, hosts);
  }

  /** Whether the operator named this host. */
  coversHost({ host, port }: ReceiverPlace): boolean {
    return this.hosts.some((allowed) => allowed.host === host.toLowerCase() && (allowed.port ?? port) === port);
  }

  /** Whether the address lies in a range that the operator named. */
  coversAddress(text: string): boolean {
    const address = inner(ipaddr.parse(text));
    return this.ranges.some(([range, bits]) => range.kind() === address.kind() && address.match(range as never, bits));
  }

  /** Whether a name may still turn out to be allowed, by the addresses it has. */
  get hasRanges(): boolean {
    return this.ranges.length > 0;
  }
}

function rangeOf(part: string): readonly [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const whole = part.includes('/') ? part : `${part}/${isIP(part) === 4 ? 32 : 128}`;
  try {
    const [address, bits] = ipaddr.parseCIDR(whole);
    return [address, bits];
  } catch (cause) {
    throw new Error(`"${part}" is no range of addresses such as 10.1.0.0/16`, { cause });
  }
}

function hostOf(part: string): AllowedHost {
  const [, host, port] = HOST.exec(part) ?? [];
  if (!host || Number(port ?? 0) > 65_535) throw new Error(`"${part}" is no host such as receiver.internal:8443`);
  return { host, port: port ? Number(port) : null };
}

/** The setting of services that check receivers. */
export const receiverAllowSetting = z
  .string()
  .transform((text, context) => {
    try {
      return ReceiverAllow.parse(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  })
  .prefault('');
