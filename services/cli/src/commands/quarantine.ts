import { type CommandFile, examples } from '../command-file.js';
import { addQuarantineDiscard } from './quarantine-discard.js';
import { addQuarantineList } from './quarantine-list.js';
import { addQuarantineRedrive } from './quarantine-redrive.js';
import { addQuarantineShow } from './quarantine-show.js';

export const quarantineCommand: CommandFile = (program, act) => {
  const quarantine = program
    .command('quarantine')
    .description('Messages that could not become events: why, and what to do')
    .addHelpText(
      'after',
      examples(
        ['quarantine', 'what waits'],
        ['quarantine show 0199b1c2-5f6e-7d3a-8b1c-2f4e6a8c0d1e', 'where the fault is, and what to do'],
        ['quarantine redrive --all --tenant fabrikam --dry-run', 'what would become of them now'],
      ),
    );
  addQuarantineList(quarantine, act);
  addQuarantineShow(quarantine, act);
  addQuarantineRedrive(quarantine, act);
  addQuarantineDiscard(quarantine, act);
};
