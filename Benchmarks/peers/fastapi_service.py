"""FastAPI + OpenCV + ONNX Runtime: the digit on an image that is posted, with the model $MODEL, as a careful user would
write it for speed: the work of a small image is done where its body arrives, which beats handing it to a thread.

    MODEL=seed.onnx uvicorn fastapi_service:app --workers 2
"""

import os

import cv2
import numpy as np
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from opencv_pipeline import digit_image, one_thread_session

app = FastAPI()
session = one_thread_session(os.environ["MODEL"])


@app.post("/v1/classify")
async def classify(request: Request):
    body = np.frombuffer(await request.body(), np.uint8)
    gray = cv2.imdecode(body, cv2.IMREAD_GRAYSCALE) if body.size else None
    if gray is None:
        return JSONResponse({"error": "this is no image"}, status_code=422)
    probabilities = session.run(["probabilities"], {"pixels": digit_image(gray)[None]})[0][0]
    digit = int(probabilities.argmax())
    return JSONResponse(
        {"digit": digit, "confidence": float(probabilities[digit]), "probabilities": probabilities.tolist()})
