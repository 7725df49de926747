import { measureOnce } from '../measure/measurement.ts';
import { samplesTable } from '../report/samples-table.ts';
import { eachServer, type Scenario } from './scenario.ts';

const SHAPE = { rooms: 1_000, members: 10, senders: 1 };

/** Many small rooms, each with one message per second. */
export const manyRooms: Scenario = {
  name: 'many-rooms',
  async run(context) {
    const options = { seconds: context.quick ? 2 : 8, warmupSeconds: 0.5 };
    const { found, notes } = await eachServer(context, '1000 rooms × 10, 1 msg/s in each', (contestant) =>
      measureOnce(contestant, SHAPE, SHAPE.rooms, options),
    );
    context.results.samples.push(...found);
    context.show(samplesTable('1,000 rooms × 10 members, 1 msg/s in each room', found, notes));
  },
};
