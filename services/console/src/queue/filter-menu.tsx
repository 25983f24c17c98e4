import { Button, Menu, MenuItemCheckbox, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import css from './filter-menu.module.css';

interface FilterMenuProps {
  readonly label: string;
  readonly choices: readonly { readonly value: string; readonly word: string }[];
  readonly chosen: readonly string[];
  /** One at most. */
  readonly single?: boolean;
  readonly onChange: (chosen: readonly string[]) => void;
}

const NAME = 'choice';

/** A filter as a button that says what is chosen. */
export function FilterMenu({ label, choices, chosen, single = false, onChange }: FilterMenuProps) {
  const words = choices.filter(({ value }) => chosen.includes(value)).map(({ word }) => word);
  const said = words.length > 2 ? `${words.slice(0, 2).join(', ')} +${words.length - 2}` : words.join(', ');
  return (
    <Menu
      checkedValues={{ [NAME]: [...chosen] }}
      persistOnItemClick={!single}
      onCheckedValueChange={(_, { checkedItems }) =>
        onChange(single ? checkedItems.filter((value) => !chosen.includes(value)) : checkedItems)
      }
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          className={css.button}
          appearance={chosen.length > 0 ? 'outline' : 'subtle'}
          icon={<ChevronDownRegular />}
          iconPosition="after"
        >
          {said === '' ? label : <span className={css.said}>{`${label}: ${said}`}</span>}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList className={css.list}>
          {choices.map(({ value, word }) => (
            <MenuItemCheckbox key={value} name={NAME} value={value}>
              {word}
            </MenuItemCheckbox>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
