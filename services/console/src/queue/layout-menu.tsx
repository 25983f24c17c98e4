import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItemCheckbox,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from '@fluentui/react-components';
import { ColumnTripleRegular } from '@fluentui/react-icons/svg/column-triple';
import { useTranslation } from 'react-i18next';
import { DENSITIES, type Density, prefer, usePreferences } from '../app/preferences.js';
import { onlyTenantOf, useMe } from '../session/me.js';
import { columnsFor } from './columns.js';

/** Which columns there are and how close the rows stand, as one person likes it. */
export function LayoutMenu() {
  const { t } = useTranslation('queue');
  const { density, hiddenColumns, notify } = usePreferences();
  const optional = columnsFor(onlyTenantOf(useMe())).filter(({ name }) => name !== 'what');
  const change = (name: string, checked: readonly string[]) => {
    if (name === 'density') prefer({ density: checked[0] as Density });
    else if (name === 'notify') void allowNotifying(checked.length > 0);
    else prefer({ hiddenColumns: optional.map((column) => column.name).filter((one) => !checked.includes(one)) });
  };
  return (
    <Menu
      persistOnItemClick
      checkedValues={{
        density: [density],
        notify: notify ? ['yes'] : [],
        columns: optional.map(({ name }) => name).filter((name) => !hiddenColumns.includes(name)),
      }}
      onCheckedValueChange={(_, { name, checkedItems }) => change(name, checkedItems)}
    >
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={t('layout')} relationship="label">
          <Button appearance="subtle" icon={<ColumnTripleRegular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>{t('columns')}</MenuGroupHeader>
            {optional.map(({ name }) => (
              <MenuItemCheckbox key={name} name="columns" value={name}>
                {t(`column.${name}`)}
              </MenuItemCheckbox>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>{t('density.title')}</MenuGroupHeader>
            {DENSITIES.map((one) => (
              <MenuItemRadio key={one} name="density" value={one}>
                {t(`density.${one}`)}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuItemCheckbox name="notify" value="yes">
            {t('notify')}
          </MenuItemCheckbox>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

async function allowNotifying(wanted: boolean): Promise<void> {
  prefer({ notify: wanted && (await globalThis.Notification?.requestPermission()) === 'granted' });
}
