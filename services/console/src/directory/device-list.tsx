import type { DeviceView } from '@demarc/contracts';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../words/now.js';
import { deviceKey, deviceName, holdsAt, isEnrolled } from './device-history.js';
import css from './devices.module.css';
import { EnrolledSign } from './enrolled-sign.js';

interface DeviceListProps {
  readonly devices: readonly DeviceView[];
  /** The key of the device that is looked at. */
  readonly chosen: string | undefined;
  /** There are more than these. */
  readonly more: boolean;
  readonly onEnd: () => void;
}

const ROW_PX = 52;
const NEAR_END_ROWS = 30;

/** Only the rows in the window exist. */
export function DeviceList({ devices, chosen, more, onEnd }: DeviceListProps) {
  const { t } = useTranslation('directory');
  const now = useNow();
  const window = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: devices.length,
    getScrollElement: () => window.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => devices[index]!.id,
    overscan: 12,
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= devices.length - NEAR_END_ROWS) onEnd();
  }, [more, last, devices.length, onEnd]);
  return (
    <div ref={window} className={css.window}>
      <ul aria-label={t('devices.title')} style={{ height: virtual.getTotalSize() }}>
        {shown.map(({ index, key, start }) => {
          const device = devices[index]!;
          const rings = device.rings.filter((ring) => holdsAt(ring, now)).map(({ value }) => value);
          return (
            <li
              key={key}
              aria-setsize={more ? -1 : devices.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start}px)`, height: ROW_PX }}
            >
              <Link
                to="/directory"
                search={(before) => ({ ...before, device: deviceKey(device) })}
                aria-current={deviceKey(device) === chosen ? 'page' : undefined}
                data-chosen={deviceKey(device) === chosen}
                className={css.device}
              >
                <b>{deviceName(device, now)}</b>
                <small>{[device.os, device.serial, ...rings].filter(Boolean).join(' · ')}</small>
                <EnrolledSign enrolled={isEnrolled(device, now)} />
              </Link>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
