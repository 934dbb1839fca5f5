import type { DropId } from '@gaveldrop/units';
import type { TicketResult } from './drop-client-api.ts';
import type { SaleroomHttp } from './saleroom-http.ts';
import { isPassing, isSaleroomProblem } from './saleroom-problem.ts';

/**
 * The client's port for tickets, over HTTP: a refusal is given back with its code, a passing fault is thrown, so that the
 * client tries again after a back-off.
 * @throws SaleroomProblem when the saleroom cannot be reached, is overrun, or met a fault
 */
export function ticketTaker(
  saleroom: Pick<SaleroomHttp, 'takeTicket'>,
  dropId: DropId,
): () => Promise<TicketResult> {
  return async () => {
    try {
      const { ticket } = await saleroom.takeTicket(dropId);
      return { kind: 'ticket', ticket };
    } catch (problem) {
      if (!isSaleroomProblem(problem) || isPassing(problem)) throw problem;
      return { kind: 'refused', code: problem.code, message: problem.detail };
    }
  };
}
