import type { AgentOptions } from 'node:http';
import * as https from 'node:https';

/**
 * What sends requests to an endpoint, over sockets that are kept as told.
 * Plain HTTP, which only this machine's stand-ins speak, is loaded when it is first wanted, and not by `import`: that looks at all a
 * module exports, and among what `node:http` exports is a whole other client, loaded when it is looked at.
 */
export function keptSockets({ protocol }: URL, sockets: AgentOptions) {
  const { Agent, request } = protocol === 'https:' ? https : process.getBuiltinModule('node:http');
  return { request, agent: new Agent(sockets) };
}
