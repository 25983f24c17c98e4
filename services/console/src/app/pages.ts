import { ArchiveRegular } from '@fluentui/react-icons/svg/archive';
import { MailInboxRegular } from '@fluentui/react-icons/svg/mail-inbox';
import { ScalesRegular } from '@fluentui/react-icons/svg/scales';
import { SendRegular } from '@fluentui/react-icons/svg/send';
import type { Permission } from '@demarc/domain';
import type { LinkProps } from '@tanstack/react-router';
import type { ComponentType } from 'react';

export interface Page {
  readonly to: NonNullable<LinkProps['to']>;
  /** A key of `page` in the words of `app`. */
  readonly name: 'queue' | 'policy' | 'notices' | 'quarantine';
  readonly icon: ComponentType;
  /** Whoever does not have it is not offered the page. */
  readonly permission: Permission;
}

/** The menu, in order. */
export const PAGES: readonly Page[] = [
  { to: '/queue', name: 'queue', icon: MailInboxRegular, permission: 'see-incidents' },
  { to: '/policy', name: 'policy', icon: ScalesRegular, permission: 'see-policies' },
  { to: '/notices', name: 'notices', icon: SendRegular, permission: 'see-notices' },
  { to: '/quarantine', name: 'quarantine', icon: ArchiveRegular, permission: 'see-quarantine' },
];
