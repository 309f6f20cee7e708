"""spark-submit spark_classify.py LIST OUTPUT [PARTITIONS]: classifies the images whose paths LIST names, one a line.

Writes the folder OUTPUT of lines `number<tab>row`, the number being that of the input in LIST. As one CSV, in order:

    (echo file,digit,confidence,status,message; sort -n OUTPUT/part-* | cut -f 2-) > digits.csv

Every executor needs the program `digits` (or $DIGITS) and sees the images under the same paths, which are UTF-8.
$DIGITS_COMMAND is the command with its options (default: classify; for numbers: read, whose header is
file,text,value,confidence,status,message).
"""

import os
import sys

from pyspark.sql import SparkSession


def main(list_file: str, output: str, partitions: int = 64) -> None:
    spark = SparkSession.builder.appName("digits").getOrCreate()
    worker = f"{os.environ.get('DIGITS', 'digits')} {os.environ.get('DIGITS_COMMAND', 'classify')} --worker --jobs 1"
    (
        spark.sparkContext.textFile(list_file, partitions)
        .zipWithIndex()
        .map(lambda pair: f"{pair[1]}\t{pair[0]}")
        # A worker that dies fails its task, whose rows so far are dropped; Spark runs the task again. Without checkCode
        # they would be taken for all.
        .pipe(worker, env={"PATH": os.environ["PATH"]}, checkCode=True)
        .saveAsTextFile(output)
    )
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
