import { execFile } from 'node:child_process';
import { RunnerRefusal } from './runner-refusal.ts';

const javaVersionMin = 11;
const whatToDo =
  `install Java ${javaVersionMin} or newer (for example \`apt install default-jre-headless\` or \`brew install openjdk\`), ` +
  'or set DYNAMODB_ENDPOINT to a DynamoDB Local that is running';

/** The major version that `java -version` prints: `17.0.15` is 17 and the old `1.8.0` is 8. Undefined when it prints none. */
export function javaVersion(printed: string): number | undefined {
  const [, major = '', minor = ''] = /version "(\d+)(?:\.(\d+))?/.exec(printed) ?? [];
  if (major === '') return undefined;
  return major === '1' ? Number(minor) : Number(major);
}

/** The Java to run, as the environment says. */
export const javaProgram = ({ JAVA_HOME }: NodeJS.ProcessEnv): string =>
  JAVA_HOME === undefined ? 'java' : `${JAVA_HOME}/bin/java`;

/** Looks whether Java can run DynamoDB Local. @throws RunnerRefusal that says what to install when it cannot. */
export function findJava(environment: NodeJS.ProcessEnv): Promise<void> {
  const java = javaProgram(environment);
  return new Promise((resolve, reject) => {
    execFile(java, ['-version'], { timeout: 20_000 }, (error, stdout, stderr) => {
      const version = javaVersion(`${stdout}${stderr}`);
      if (error !== null || version === undefined) {
        reject(new RunnerRefusal(`DynamoDB Local needs Java and \`${java}\` does not run: ${whatToDo}`));
        return;
      }
      if (version < javaVersionMin) {
        reject(
          new RunnerRefusal(
            `DynamoDB Local needs Java ${javaVersionMin} and this is Java ${version}: ${whatToDo}`,
          ),
        );
        return;
      }
      resolve();
    });
  });
}
