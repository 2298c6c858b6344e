import { describe, expect, test } from "vitest";
import { wholeBody } from "../../../src/platform/body.ts";

/** A body that the platform gives whole alone: `asked` says whether it was asked for. */
const answer = (status: number, text: string, announced?: number) => {
  const asked = { times: 0 };
  const headers = new Headers(announced === undefined ? {} : { "Content-Length": `${announced}` });
  const response = {
    status,
    headers,
    text: async () => {
      asked.times++;
      return text;
    },
  } as Response;
  return { response, asked };
};

/** What packets may have at most where one message may have 3,000 bytes. */
const MOST = 1_004_000;
const tooLarge = expect.objectContaining({ code: "ERR_PAYLOAD_TOO_LARGE", limit: MOST });

describe("a body that comes whole", () => {
  test.each([
    ["announced", MOST],
    ["not announced", undefined],
  ])("packets up to the limit, %s", async (_, announced) => {
    const text = "4".repeat(MOST);
    expect(await wholeBody(answer(200, text, announced).response, 3_000)).toBe(text);
  });

  test("packets beyond it that are announced are not asked for", async () => {
    const { response, asked } = answer(200, "4", MOST + 1);
    await expect(wholeBody(response, 3_000)).rejects.toEqual(tooLarge);
    expect(asked.times).toBe(0);
  });

  test("packets beyond it that are not announced are not handed on", async () => {
    await expect(wholeBody(answer(200, "4".repeat(MOST + 1)).response, 3_000)).rejects.toEqual(tooLarge);
  });

  test.each([
    [200, "<"],
    [502, "4"],
  ])("of a page with status %i the beginning is kept", async (status, letter) => {
    expect(await wholeBody(answer(status, letter.repeat(100_000), 100_000).response, 3_000)).toHaveLength(65_536);
  });

  test("an error page that is announced as larger than any answer is not asked for", async () => {
    const { response, asked } = answer(502, "<", MOST + 1);
    expect(await wholeBody(response, 3_000)).toBe("");
    expect(asked.times).toBe(0);
  });
});
