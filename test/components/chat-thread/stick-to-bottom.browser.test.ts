import { expect } from 'chai';
import { StickToBottom } from '../../../components/chat-thread/stick-to-bottom.ts';
import { clearPage, nextFrame, until } from '../support/page.ts';

describe('StickToBottom', () => {
  afterEach(clearPage);

  it('keeps the end in view while the content grows and shrinks', async () => {
    const { stick, scroller, resize } = await scrollable();
    for (const height of [1500, 900, 2000]) {
      resize(height);
      await until(() => scroller.scrollTop === height - 400);
    }
    expect(stick.isFollowing).to.equal(true);
  });

  it('does not take for the person’s doing that something goes and something else comes', async () => {
    const { stick, scroller, resize } = await scrollable();
    resize(900);
    await nextFrame();
    // After that frame, and before the next one tells of the scrolling it has caused.
    await nextTask();
    resize(950);
    await until(() => scroller.scrollTop === 550);
    expect(stick.isFollowing).to.equal(true);
  });

  it('lets go at the least step up of a person, also while the content grows', async () => {
    const { stick, scroller, resize } = await scrollable();
    scroller.dispatchEvent(new WheelEvent('wheel', { deltaY: -5 }));
    scroller.scrollTop -= 5;
    resize(1003);
    await until(() => !stick.isFollowing);
    resize(1500);
    await nextFrame();
    await nextFrame();
    expect(scroller.scrollTop).to.equal(595);
  });

  it('lets go when a page scrolls it up', async () => {
    const { stick, scroller } = await scrollable();
    scroller.scrollTop = 0;
    await until(() => !stick.isFollowing);
  });

  it('takes hold again when the person comes near the end', async () => {
    const { stick, scroller, resize } = await scrollable();
    scroller.scrollTop = 0;
    await until(() => !stick.isFollowing);
    scroller.scrollTop = 580;
    await until(() => stick.isFollowing);
    resize(1500);
    await until(() => scroller.scrollTop === 1100);
  });

  it('waits for the person’s next step after they have unfolded something', async () => {
    const { stick, scroller, content, resize } = await scrollable();
    content.append(document.createElement('details'));
    content.firstElementChild!.append(document.createElement('summary'));
    content.querySelector('summary')!.click();
    expect(stick.isFollowing).to.equal(false);
    // Layout moves by itself, near the end.
    scroller.scrollTop = 590;
    await nextFrame();
    scroller.scrollTop = 595;
    await nextFrame();
    await nextFrame();
    resize(1500);
    await nextFrame();
    await nextFrame();
    expect(stick.isFollowing).to.equal(false);
    expect(scroller.scrollTop).to.equal(595);
    scroller.dispatchEvent(new WheelEvent('wheel', { deltaY: 500 }));
    scroller.scrollTop = 1100;
    await until(() => stick.isFollowing);
  });

  it('has nothing to let go of while everything is in view', async () => {
    const { stick, scroller, resize } = await scrollable();
    scroller.scrollTop = 0;
    await until(() => !stick.isFollowing);
    resize(300);
    await until(() => stick.isFollowing);
  });
});

/** 400 px of a content of 1000 px, at its end. */
async function scrollable() {
  const scroller = document.body.appendChild(document.createElement('div'));
  const content = scroller.appendChild(document.createElement('div'));
  Object.assign(scroller.style, { blockSize: '400px', overflow: 'auto' });
  const resize = (height: number): void => void (content.style.blockSize = `${height}px`);
  resize(1000);
  const host = { addController() {}, removeController() {}, requestUpdate() {}, updateComplete: Promise.resolve(true) };
  const stick = new StickToBottom(host);
  stick.observe(scroller, content);
  await until(() => scroller.scrollTop === 600);
  await nextFrame();
  // As a person's scrolling does, what a test does comes before the frame that tells of it.
  await nextTask();
  return { stick, scroller, content, resize };
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => resolve());
    port1.start();
    port2.postMessage(null);
  });
}
