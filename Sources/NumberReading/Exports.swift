@_exported import DigitRecognition
