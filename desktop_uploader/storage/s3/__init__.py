"""Files in an S3 bucket. Importing its modules imports boto3: only when S3 is used."""
