import { BookContactsRegular } from '@fluentui/react-icons/svg/book-contacts';
import { MailInboxRegular } from '@fluentui/react-icons/svg/mail-inbox';
import { MailWarningRegular } from '@fluentui/react-icons/svg/mail-warning';
import { DataTrendingRegular } from '@fluentui/react-icons/svg/data-trending';
import { BoxDismissRegular } from '@fluentui/react-icons/svg/box-dismiss';
import { ScalesRegular } from '@fluentui/react-icons/svg/scales';
import type { Permission } from '@demarc/domain';
import type { LinkProps } from '@tanstack/react-router';
import type { ComponentType } from 'react';

export interface Page {
  readonly to: NonNullable<LinkProps['to']>;
  /** A key of `page` in the words of `app`. */
  readonly name: 'queue' | 'policy' | 'directory' | 'overview' | 'notices' | 'quarantine';
  readonly icon: ComponentType;
  /** Whoever does not have it is not offered the page. */
  readonly permission: Permission;
}

/** The menu, in order. */
export const PAGES: readonly Page[] = [
  { to: '/queue', name: 'queue', icon: MailInboxRegular, permission: 'see-incidents' },
  { to: '/policy', name: 'policy', icon: ScalesRegular, permission: 'see-policies' },
  { to: '/directory', name: 'directory', icon: BookContactsRegular, permission: 'see-directory' },
  { to: '/overview', name: 'overview', icon: DataTrendingRegular, permission: 'see-reports' },
  { to: '/notices', name: 'notices', icon: MailWarningRegular, permission: 'see-notices' },
  { to: '/quarantine', name: 'quarantine', icon: BoxDismissRegular, permission: 'see-quarantine' },
];
