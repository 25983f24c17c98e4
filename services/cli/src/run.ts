import { trustAlso } from '@demarc/contracts';
import { Command, CommanderError } from 'commander';
import { ApiClient } from './api-client.js';
import { type Act, examples } from './command-file.js';
import { COMMANDS } from './commands/index.js';
import { EXIT, EXIT_CODES_HELP, type ExitCode } from './exit-code.js';
import { Failure, usage } from './failure.js';
import type { Io } from './io.js';
import { failureDocument, failureText } from './print/failure-text.js';
import { styleFor } from './print/style.js';
import type { Session, Work } from './session.js';
import { bearerOf } from './sign-in/bearer.js';
import { readSettings } from './settings.js';

interface GlobalOptions {
  readonly api?: string;
  readonly as?: string;
  readonly json?: boolean;
}

const MORE_HELP = `
${EXIT_CODES_HELP}

Settings (an option wins over its variable):
  --api, DEMARC_API_URL  where the API is; default: what a running \`npm start\` says, else http://127.0.0.1:4780
  DEMARC_CA              file of CA certificates (PEM) that are trusted beside those of Node
  DEMARC_TOKEN           who asks, before all else: an access token or an API key
  --as, DEMARC_AS        a person of the demonstration: soc-analyst, soc-lead, mmd-operations, contoso-ops,
                         contoso-admin, fabrikam-ops, service-manager,
                         second-manager, auditor
  XDG_CONFIG_HOME        \`demarc/credentials.json\` in it keeps who signed in; default: ~/.config
  DEMARC_DATA_DIR        data folder of \`npm start\`; default: .demarc/data in the project
  DEMARC_RECEIVER_PORT   where \`demarc mail\` finds the local mails; default: 4789
  NO_COLOR               set to anything: no colours
${examples(
  ['queue', 'how much waits where'],
  ['queue security-operations', 'the work of one queue'],
  ['show INC-7K3Q9-X2M4P', 'one incident in one look'],
  ['tail', 'what happens, live'],
)}`;
/** Help reads badly in longer lines. */
const WIDEST_HELP = 110;

/** Runs one command line (without node and script) and answers the exit code. Never throws for what a user can do. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok;
  const style = styleFor(io);
  const act: Act =
    (work) =>
    async (...given) => {
      const command = given.at(-1) as Command;
      const session = sessionFor(command.optsWithGlobals<GlobalOptions>(), io);
      exitCode = await (work as unknown as Work<unknown[]>)(session, ...given.slice(0, -1));
    };
  try {
    trustCa(io.env['DEMARC_CA']?.trim());
    await programFor(io, act).parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (io.stop.aborted) return EXIT.refused;
    if (!(error instanceof Failure)) throw error;
    io.err(`${failureText(error, style)}\n`);
    if (argv.includes('--json')) io.out(`${JSON.stringify(failureDocument(error), null, 2)}\n`);
    return error.exitCode;
  }
}

function trustCa(file: string | undefined): void {
  try {
    trustAlso(file);
  } catch (error) {
    throw usage(`${(error as Error).message}.`, 'Name a file of CA certificates in PEM, or unset DEMARC_CA.');
  }
}

function programFor(io: Io, act: Act): Command {
  const program = new Command('demarc')
    .description('Work the queues of Demarc from a terminal.')
    .option('--json', 'print one JSON document instead of text (`tail`: one a line)')
    .option('--api <url>', 'where the API is')
    .option('--as <person>', 'act as a person of the demonstration')
    .helpCommand('help [command]', 'more on a command')
    .addHelpText('after', MORE_HELP)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(text),
      getOutHelpWidth: () => Math.min(io.columns, WIDEST_HELP),
    })
    .showHelpAfterError('(`--help` shows how)');
  for (const register of COMMANDS) register(program, act);
  return program;
}

function sessionFor(options: GlobalOptions, io: Io): Session {
  const settings = readSettings(options, io);
  const { apiUrl, receiverUrl } = settings;
  const json = options.json ?? false;
  return {
    api: new ApiClient(apiUrl, bearerOf(settings, io), io.stop),
    io,
    style: styleFor(io),
    width: io.columns,
    receiverUrl,
    json,
    show: (document, text) => io.out(json ? `${JSON.stringify(document, null, 2)}\n` : `${text()}\n`),
    remark: (text) => io.err(`${text}\n`),
  };
}
