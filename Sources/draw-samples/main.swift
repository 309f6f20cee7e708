print("draws samples/")
