import { expect, test, type ChatPage } from '../fixtures.ts';

/** Forwards frames between the page and the server, and drops them while the network is broken. */
async function breakableNetwork(visitor: ChatPage): Promise<{ fail: () => void; recover: () => void }> {
  let isBroken = false;
  await visitor.page.routeWebSocket(/\/ws$/, (socket) => {
    if (isBroken) return void socket.close({ code: 1013 });
    const server = socket.connectToServer();
    socket.onMessage((frame) => {
      if (!isBroken) server.send(frame);
    });
    server.onMessage((frame) => {
      if (!isBroken) socket.send(frame);
    });
    // On a broken network a socket stays open and silent: not even a close frame arrives.
    server.onClose((code, reason) => {
      if (!isBroken)
        void socket.close({ ...(code !== undefined && { code }), ...(reason !== undefined && { reason }) });
    });
  });
  return {
    fail: () => {
      isBroken = true;
    },
    recover: () => {
      isBroken = false;
    },
  };
}

test('the page shows a lost network within a second, and reconnects at once when the network is back', async ({
  newVisitor,
}) => {
  const ann = await newVisitor();
  const network = await breakableNetwork(ann);
  // The page's clock, so that a busy machine does not count.
  const { clock } = ann.page;
  await clock.install();
  await ann.open('tea');
  await ann.send('online', 'Ann');
  await ann.expectAllSent();
  const banner = ann.page.locator('.banner.trouble');

  await clock.pauseAt((await ann.page.evaluate(() => Date.now())) + 1_000);
  network.fail();
  await ann.page.context().setOffline(true);
  await ann.page.waitForFunction(() => !navigator.onLine);
  await clock.runFor(1_000);
  await expect(banner).toBeVisible();

  await clock.resume();
  network.recover();
  await ann.page.context().setOffline(false);
  await expect(banner).toBeHidden();
  await ann.send('back');
  await ann.expectAllSent();
});

test('the page stays online without a network while its server answers', async ({ newVisitor }) => {
  const ann = await newVisitor();
  await ann.open('tea');
  await ann.send('online', 'Ann');
  await ann.expectAllSent();
  // setOffline would also cut the connection to a server on this machine.
  await ann.page.evaluate(() => {
    Object.defineProperty(navigator, 'onLine', { value: false });
    window.dispatchEvent(new Event('offline'));
  });
  await ann.page.waitForTimeout(1_500);
  await expect(ann.page.locator('.banner')).toHaveCount(0);
  await ann.send('to a server on this machine');
  await ann.expectAllSent();
});
