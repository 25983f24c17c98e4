import type { CommandName, IncidentView } from '@demarc/contracts';
import { COMMAND_ROUTES } from '@demarc/contracts';
import { changeIncidents } from '../../change-incidents.js';
import { type CommandFile, examples } from '../../command-file.js';
import type { Session } from '../../session.js';

/** A command that does one thing to one or more incidents and takes a few options. */
export interface SimpleCommand<Options> {
  readonly command: CommandName;
  /** As it is typed; default: the command's own name. */
  readonly typed?: string;
  readonly description: string;
  readonly options: readonly SimpleOption[];
  readonly body: (options: Options) => object;
  /** What is said when it is done. */
  readonly done: (incident: IncidentView) => string;
  readonly examples: readonly (readonly [command: string, what: string])[];
}

export interface SimpleOption {
  readonly flags: string;
  readonly help: string;
  readonly required?: boolean;
  readonly parse?: (text: string) => unknown;
}

/** Adds such a command to the program: `demarc <typed> <incident...>`. */
export function simpleCommand<Options>(given: SimpleCommand<Options>): CommandFile {
  return (program, act) => {
    const command = program
      .command(given.typed ?? given.command)
      .description(given.description)
      .argument('<incident...>', 'ids or references');
    for (const { flags, help, required = false, parse } of given.options) {
      const option = command.createOption(flags, help).makeOptionMandatory(required);
      command.addOption(parse ? option.argParser(parse) : option);
    }
    command
      .addHelpText('after', examples(...given.examples))
      .action(
        act((session: Session, ids: readonly string[], options: Options) =>
          changeIncidents(session, COMMAND_ROUTES[given.command], ids, given.body(options), given.done),
        ),
      );
  };
}
