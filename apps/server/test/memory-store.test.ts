import { MemoryStore } from './memory-store/store.ts';
import { storeContract } from './store-contract/store-contract.ts';

storeContract('MemoryStore', async () => new MemoryStore());
