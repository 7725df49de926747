import { Hall, type Span } from '../measure/measurement.ts';
import { spansTable } from '../report/spans-table.ts';
import { eachServer, type Scenario } from './scenario.ts';

const SHAPE = { rooms: 1_000, members: 10, senders: 1 };

/** Many small rooms, each with a message a second. */
export const manyRooms: Scenario = {
  name: 'many-rooms',
  async run(context) {
    const spans: Span[] = [];
    const notes = await eachServer(context, '1000 rooms × 10, 1 msg/s in each', async (contestant) => {
      const hall = await Hall.open(contestant, SHAPE, 0.5);
      try {
        spans.push(await hall.span(SHAPE.rooms, context.quick ? 2 : 8, 1));
      } finally {
        await hall.close();
      }
    });
    context.results.spans.push(...spans);
    context.show({ ...spansTable('1,000 rooms × 10 members, 1 msg/s in each room', spans), notes });
  },
};
